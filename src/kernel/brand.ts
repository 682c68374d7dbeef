declare const brand: unique symbol;

/** A `T` that carries the proof `Name`: only the checker that calls `vouch` makes one. */
export type Branded<T, Name extends string> = T & {
  readonly [brand]: { readonly name: Name; readonly of: T };
};

type Unbranded<B> = B extends { readonly [brand]: { readonly of: infer T } } ? T : never;

/** Attaches a brand to a value that the caller has just checked. It holds the only type assertion in the code. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a brand exists in the type system alone
export const vouch = <B>(value: Unbranded<B>): B => value as B;
