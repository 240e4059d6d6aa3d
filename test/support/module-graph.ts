/**
 * The modules of the project and what they take from each other, by name, as the parser of the test runner reads them. Knows no rule:
 * those are in architecture.test.ts.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from '@swc/core';

/** One name that a module takes from another. */
export interface Import {
  /** Path of the other module, from the project's root. */
  readonly to: string;
  /** `*` for all of them, and for a module that is only loaded. */
  readonly name: string;
  readonly typeOnly: boolean;
  /** By `import()`. */
  readonly lazy: boolean;
}

/** One name that a module gives. */
export interface Export {
  readonly name: string;
  readonly typeOnly: boolean;
  /** Where a name comes from that is only passed on. */
  readonly from?: { readonly to: string; readonly name: string };
  /** It stands elsewhere in the module, too. */
  readonly usedInside: boolean;
}

export interface Module {
  readonly path: string;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
}

export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    // Other tests have folders of their own here, which come and go: `.tmp-...`.
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

const known = new Map<string, Module>();

/** The module at a path; read once. */
export function moduleAt(path: string): Module {
  const module = known.get(path) ?? new Reader(path).module;
  known.set(path, module);
  return module;
}

/** What there is of a node of the syntax tree that is looked at here. */
type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

class Reader {
  readonly #path: string;
  readonly #imports: Import[] = [];
  readonly #exports: Omit<Export, 'usedInside'>[] = [];
  readonly #identifiers = new Map<string, number>();

  constructor(path: string) {
    this.#path = path;
    const { body } = parseSync(readFileSync(path, 'utf8'), { syntax: 'typescript', target: 'es2022' });
    for (const statement of body as unknown as Node[]) this.#statement(statement);
    this.#walk(body);
  }

  get module(): Module {
    const usedInside = ({ name }: { name: string }) => (this.#identifiers.get(name) ?? 0) > 1;
    return {
      path: this.#path,
      imports: this.#imports,
      exports: this.#exports.map((each) => ({ ...each, usedInside: each.from === undefined && usedInside(each) })),
    };
  }

  /** A relative specifier as a path; undefined for a package. */
  #target(specifier: unknown): string | undefined {
    const text = String((specifier as { value?: unknown } | undefined)?.value ?? '');
    if (!text.startsWith('.')) return undefined;
    return posix.join(posix.dirname(this.#path), text).replace(/\.js$/, '.ts');
  }

  #statement(node: Node): void {
    const specifiers = (node['specifiers'] ?? []) as Node[];
    const typeOnly = (specifier?: Node) => node['typeOnly'] === true || specifier?.['isTypeOnly'] === true;
    const to = this.#target(node['source']);
    if (node.type === 'ImportDeclaration' && to !== undefined) {
      for (const each of specifiers) this.#import(to, importedName(each), typeOnly(each));
      if (specifiers.length === 0) this.#import(to, '*', typeOnly());
    } else if (node.type === 'ExportAllDeclaration' && to !== undefined) {
      this.#import(to, '*', typeOnly());
      this.#exports.push({ name: '*', typeOnly: typeOnly(), from: { to, name: '*' } });
    } else if (node.type === 'ExportNamedDeclaration') {
      for (const each of specifiers) {
        // `export * as recur`: all of the other module, under one name.
        const name = each.type === 'ExportNamespaceSpecifier' ? '*' : nameOf(each['orig'] ?? each['name']);
        if (to !== undefined) this.#import(to, name, typeOnly(each));
        const given = { name: nameOf(each['exported'] ?? each['orig'] ?? each['name']), typeOnly: typeOnly(each) };
        this.#exports.push(to === undefined ? given : { ...given, from: { to, name } });
      }
    } else if (node.type === 'ExportDeclaration') {
      const declaration = node['declaration'] as Node;
      const made = (declaration['declarations'] as Node[] | undefined) ?? [declaration];
      for (const each of made)
        this.#exports.push({ name: nameOf(each['identifier'] ?? each['id']), typeOnly: /^Ts/.test(declaration.type) });
    }
  }

  #import(to: string, name: string, typeOnly: boolean, lazy = false): void {
    this.#imports.push({ to, name, typeOnly, lazy });
  }

  /** Counts the identifiers, and finds `import('./x.js')` in types and in code. */
  #walk(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const each of value) this.#walk(each);
      return;
    }
    const node = value as Node;
    if (node.type === 'Identifier') {
      const name = nameOf(node);
      this.#identifiers.set(name, (this.#identifiers.get(name) ?? 0) + 1);
    } else if (node.type === 'TsImportType') {
      const to = this.#target(node['argument']);
      if (to !== undefined) this.#import(to, node['qualifier'] ? nameOf(node['qualifier']) : '*', true);
    } else if (node.type === 'CallExpression' && (node['callee'] as Node).type === 'Import') {
      const [argument] = node['arguments'] as { expression: unknown }[];
      const to = this.#target(argument?.expression);
      if (to !== undefined) this.#import(to, '*', false, true);
    }
    for (const [key, each] of Object.entries(node)) if (key !== 'span') this.#walk(each);
  }
}

function nameOf(identifier: unknown): string {
  return String((identifier as { value?: unknown }).value);
}

function importedName(specifier: Node): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier['imported'] ?? specifier['local']);
}
