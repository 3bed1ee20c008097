/** Names a group of the rail; in the narrow rail a hairline stands for it. */
export function RailHeading({ children }: { children: string }) {
  return (
    <>
      <h2 className="m-0 hidden px-2 pt-3.5 pb-1 text-12 font-medium text-ink-3 xl:block xl:group-data-narrow/rail:hidden">
        {children}
      </h2>
      <hr className="mx-2 my-1.5 border-0 border-t border-line xl:hidden xl:group-data-narrow/rail:block" />
    </>
  );
}
