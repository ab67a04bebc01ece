declare const brand: unique symbol;

/** A type that only its own constructor or parser can make. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** A phone number in E.164 form, `+` and 7 to 15 digits. Only `parsePhone` makes one. */
export type E164 = Branded<string, 'E164'>;
