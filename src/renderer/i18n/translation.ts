/**
 * The keys of `Source` with other words, so that a missing or unknown key is a type error.
 * Forms a language may not have (the singular in Chinese) are left out.
 */
export type Translation<Source> = {
  [Key in keyof Source as Key extends `${string}_one` ? never : Key]: Source[Key] extends string
    ? string
    : Translation<Source[Key]>;
};
