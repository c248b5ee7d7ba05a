// What the program tells the pages, as far as their scripts look into it; `mini/src/view.rs` has all of it.

/** Something that a person does, handed back to the program as it came. */
type Deed = string | { [deed: string]: unknown };

/** One screen. */
interface View {
  at: string;
  title: string;
  frame: { name: string; large: boolean };
  screen: { question: { fields: { value: string }[] } };
}

/** The program: `plain/src/lib.rs` and `mini/src/lib.rs` say what each function does. */
interface Exports {
  memory: { buffer: ArrayBuffer };
  room(length: number): number;
  answer(): number;
  rules(): number;
  texts(): void;
  begin(year: number, month: number, day: number): number;
  act(): number;
  assess(year: number, month: number, day: number): number;
}

/** The program behind the functions. */
interface Program {
  begin(today: Date): View;
  act(deed: Deed): View | null;
}

/** A program with the screen that it shows. */
interface Running {
  view: View;
  act(deed: Deed): void;
}

/** A press on something that carries data. */
type Tap<Data> = { currentTarget: { dataset: Data } };

declare const WXWebAssembly: { instantiate(path: string, imports: object): Promise<any> };

/** Made by `cargo xtask miniprogram`. */
declare module '*/program/twin' {
  const twin: { default(imports: object): Exports };
  export = twin;
}
declare module '*/program/rules' {
  const rules: string;
  export = rules;
}
declare module '*/program/notices' {
  const notices: string;
  export = notices;
}
declare module '*/program/texts-en' {
  const texts: { packed: string; shell: Record<string, string> };
  export = texts;
}
declare module '*/program/texts-zh-Hans' {
  const texts: { packed: string; shell: Record<string, string> };
  export = texts;
}
