interface FactListProps {
  readonly facts: readonly { readonly term: string; readonly value: string }[];
}

export function FactList({ facts }: FactListProps) {
  return (
    <dl className="bw-facts">
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
