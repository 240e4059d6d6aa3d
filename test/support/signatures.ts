/**
 * Which types stand in the public signatures of an entry: its exports, what their members take and give, and so on. Constructors that
 * users do not call, private and internal members are left out. Asked of the compiler's API, which ts-morph carries.
 */
import { ts } from 'ts-morph';
import { exportsOf, programOf } from './program.js';

export interface Signatures {
  /** What is reached and not exported: file and name, and where it is met. */
  readonly missing: readonly { readonly file: string; readonly name: string; readonly from: string }[];
  /** All that is reached: file and name. */
  readonly reached: ReadonlySet<string>;
}

/** What another of the entries exports can be named, too. */
export function signaturesOf(entry: string, root: string, others: readonly string[] = []): Signatures {
  const program = programOf(root, [entry, ...others]);
  return new Walk(program, root).from(entry, others);
}

class Walk {
  readonly #checker: ts.TypeChecker;
  readonly #queue: [ts.Symbol, string][] = [];
  readonly #reached = new Map<ts.Symbol, string>();

  constructor(
    readonly program: ts.Program,
    readonly root: string,
  ) {
    this.#checker = program.getTypeChecker();
  }

  from(entry: string, others: readonly string[]): Signatures {
    const own = exportsOf(this.program, `${this.root}/${entry}`);
    const elsewhere = others.flatMap((file) => exportsOf(this.program, `${this.root}/${file}`));
    const exported = new Set([...own, ...elsewhere]);
    for (const symbol of own) this.#queue.push([symbol, 'the entry']);
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) this.#visit(...next);
    const unnamed = [...this.#reached].filter(([symbol]) => !exported.has(symbol) && isExported(symbol));
    return {
      missing: unnamed.map(([symbol, from]) => ({ file: this.#fileOf(symbol), name: symbol.name, from })),
      reached: new Set([...this.#reached.keys()].map((symbol) => `${this.#fileOf(symbol)} ${symbol.name}`)),
    };
  }

  #resolved(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #fileOf(symbol: ts.Symbol): string {
    return symbol.declarations?.[0]?.getSourceFile().fileName.slice(this.root.length + 1) ?? '';
  }

  #visit(symbol: ts.Symbol, from: string): void {
    if (this.#reached.has(symbol)) return;
    this.#reached.set(symbol, from);
    for (const declaration of symbol.declarations ?? [])
      if (/^(src|generated)\//.test(this.#fileOf(symbol))) this.#declaration(declaration, symbol.name);
  }

  #declaration(node: ts.Declaration, name: string): void {
    if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      for (const clause of node.heritageClauses ?? []) for (const type of clause.types) this.#type(type, name);
      this.#types(node.typeParameters, name);
      for (const member of node.members) this.#member(member, name);
    } else if (ts.isTypeAliasDeclaration(node)) {
      this.#types(node.typeParameters, name);
      this.#type(node.type, name);
    } else if (ts.isFunctionDeclaration(node)) this.#callable(node, name);
    else if (ts.isVariableDeclaration(node)) this.#type(node.type, name);
  }

  #member(member: ts.ClassElement | ts.TypeElement, owner: string): void {
    const hidden = ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected);
    if (hidden || ts.isConstructorDeclaration(member) || (member.name && ts.isPrivateIdentifier(member.name))) return;
    if (ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal')) return;
    const name = member.name?.getText();
    // How a generated class is declared is the codec's.
    if (name !== 'schema') this.#callable(member as ts.Node as ts.SignatureDeclaration, `${owner}.${name}`);
  }

  #callable(node: ts.SignatureDeclaration, name: string): void {
    this.#types(node.typeParameters, name);
    for (const parameter of node.parameters ?? []) this.#type(parameter.type, name);
    this.#type(node.type, name);
  }

  #types(nodes: readonly ts.Node[] | undefined, from: string): void {
    for (const node of nodes ?? []) this.#type(node, from);
  }

  #type(node: ts.Node | undefined, from: string): void {
    if (node === undefined) return;
    if (ts.isTypeReferenceNode(node)) this.#name(node.typeName, from);
    else if (ts.isExpressionWithTypeArguments(node)) this.#name(node.expression, from);
    ts.forEachChild(node, (child) => this.#type(child, from));
  }

  #name(node: ts.Node, from: string): void {
    const found = this.#checker.getSymbolAtLocation(node);
    const symbol = found && this.#resolved(found);
    if (symbol && !(symbol.flags & ts.SymbolFlags.TypeParameter)) this.#queue.push([symbol, from]);
  }
}

/** What a module keeps to itself, the compiler writes out where it stands. */
function isExported(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) => {
    const file = declaration.getSourceFile().fileName;
    if (file.includes('/node_modules/')) return false;
    const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return (ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined)?.some(
      ({ kind }) => kind === ts.SyntaxKind.ExportKeyword,
    );
  });
}
