/** The compiler's view of entries, by its API, which ts-morph carries. */
import { ts } from 'ts-morph';

export function programOf(root: string, entries: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const files = [...entries, 'src/xml/buffer.d.ts'].map((file) => `${root}/${file}`);
  return ts.createProgram(files, { ...options, noEmit: true });
}

/** What an entry exports, each name as what it stands for. */
export function exportsOf(program: ts.Program, file: string): ts.Symbol[] {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
  return checker
    .getExportsOfModule(module)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
}
