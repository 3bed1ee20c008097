const firstWords = ['Osteria', 'Bar', 'Café', 'Bistro', 'Taverna', 'Brasserie', 'Cantina', 'Kitchen'] as const;
const secondWords = ['Nove', 'Celeste', 'Rosso', 'Moreau', 'Alba', 'Verde', 'Lindner', 'Santi'] as const;

export interface FleetTenant {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
}

/** Restaurants of a product that moves to the new editor: always the same 64. */
export const fleet: readonly FleetTenant[] = firstWords.flatMap((first, row) =>
  secondWords.map((second, column) => {
    const number = row * secondWords.length + column + 1;
    const name = `${first} ${second}`;
    return {
      id: `f1ee7000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      name,
      slug: name.toLowerCase().replaceAll('é', 'e').replaceAll(' ', '-'),
    };
  }),
);
