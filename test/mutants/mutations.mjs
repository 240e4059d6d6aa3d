/**
 * Small faults that may be made in a source: where, and what stands there then. Texts for people are left alone, and so are types:
 * no test should pin the one, and the compiler reads the other.
 */
import { ts } from 'ts-morph';

const SWAPS = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&&': '||',
  '||': '&&',
};
const NAMES = { min: 'max', max: 'min', some: 'every', every: 'some' };
/** Words with a space between them: a message. */
const PROSE = /[A-Za-z'`)}],? [A-Za-z'$({]/;

/** All of one source: `{ file, at, start, end, text, operator, line, was }`; `at` is where the function begins that it is in. */
export function mutationsOf(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const found = [];
  const add = (node, operator, text) => {
    const start = node.getStart(tree);
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    found.push({
      file,
      at: functionAt(node, tree),
      start,
      end: node.end,
      text,
      operator,
      line,
      was: node.getText(tree),
    });
  };
  visit(tree, (node) => {
    const text = node.getText(tree);
    const condition = conditionOf(node);
    if (condition) add(condition, 'condition negated', `!(${condition.getText(tree)})`);
    if (ts.isBinaryExpression(node)) {
      const [left, sign, right] = [node.left.getText(tree), node.operatorToken.getText(tree), node.right.getText(tree)];
      if (sign === '??') add(node, 'default left out', `(${left})`);
      else if (Object.hasOwn(SWAPS, sign) && !(sign === '+' && [node.left, node.right].some(ts.isStringLiteralLike)))
        add(node, `${sign} for ${SWAPS[sign]}`, `(${left} ${SWAPS[sign]} ${right})`);
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      add(node, '! left out', `(${node.operand.getText(tree)})`);
    else if (text === 'true' || text === 'false') add(node, 'boolean swapped', text === 'true' ? 'false' : 'true');
    else if (ts.isNumericLiteral(node) && node.parent.name !== node)
      add(node, 'number changed', Number(text.replaceAll('_', '')) === 0 ? '1' : `(${text} - 1)`);
    else if (isWord(node)) add(node, 'text emptied', node.text === '' ? "'mutant'" : "''");
    else if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isTarget(node))
      add(node, 'list emptied', '[]');
    else if (isStep(node)) add(node, 'statement removed', ';');
    else if (
      ts.isPropertyAccessExpression(node) &&
      Object.hasOwn(NAMES, node.name.text) &&
      ts.isCallExpression(node.parent)
    )
      add(node.name, 'call swapped', NAMES[node.name.text]);
  });
  return found;
}

/** The source with a line at the start of each function that says that it was entered, by its place in the source. */
export function withHits(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const edits = [];
  visit(tree, (node) => {
    if (!ts.isFunctionLike(node) || node.body === undefined) return;
    const hit = `globalThis.mutantHits?.add('${file}:${node.getStart(tree)}')`;
    if (ts.isBlock(node.body)) edits.push([node.body.getStart(tree) + 1, `${hit};`]);
    else edits.push([node.body.getStart(tree), `(${hit}, `], [node.body.end, ')']);
  });
  let text = source;
  for (const [at, insert] of edits.sort(([a], [b]) => b - a)) text = text.slice(0, at) + insert + text.slice(at);
  return text;
}

/** The source with one fault; undefined where it could not be read any more. */
export function mutated(source, { file, start, end, text }) {
  const result = source.slice(0, start) + text + source.slice(end);
  const { parseDiagnostics } = ts.createSourceFile(file, result, ts.ScriptTarget.ES2022);
  return parseDiagnostics.length === 0 && result !== source ? result : undefined;
}

/** Everything that runs. */
function visit(node, see) {
  const still = ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  if (still || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

function functionAt(node, tree) {
  let outer = node.parent;
  while (outer && !(ts.isFunctionLike(outer) && outer.body)) outer = outer.parent;
  return outer ? outer.getStart(tree) : undefined;
}

function conditionOf(node) {
  if (ts.isConditionalExpression(node)) return node.condition;
  return ts.isIfStatement(node) || ts.isWhileStatement(node) ? node.expression : undefined;
}

/** A text that the program goes by: no message, no key, no name of a module. */
function isWord(node) {
  if (!ts.isStringLiteral(node) || PROSE.test(node.text)) return false;
  const { parent } = node;
  if ('name' in parent && parent.name === node) return false;
  if (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword) return false;
  return !(ts.isNewExpression(parent) && /Error$/.test(parent.expression.getText()));
}

/** `[a, b] = pair` */
function isTarget({ parent, pos }) {
  return (
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.left.pos === pos
  );
}

/** Declarations are none, for what follows would not run; nor is `super()`. */
function isStep(node) {
  if (ts.isExpressionStatement(node)) return !/^super\b/.test(node.getText());
  return ts.isThrowStatement(node) || ts.isContinueStatement(node) || (ts.isReturnStatement(node) && !node.expression);
}
