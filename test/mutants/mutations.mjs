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

/** All of one source: `{ file, at, start, end, text, operator, line, was }`; `at` is where the stretch begins that it is in. */
export function mutationsOf(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const found = [];
  const add = (node, operator, text) => {
    const start = node.getStart(tree);
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    found.push({
      file,
      at: stretchOf(node, tree),
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

/** The source with a mark at the start of each stretch that says that it was run, by its place in the source. */
export function withHits(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const edits = [];
  visit(tree, (node) => {
    const start = node.getStart(tree);
    const hit = `globalThis.mutantHits?.add('${file}:${start}')`;
    if (isArm(node)) edits.push([start, 1, `(${hit}, `], [node.end, 0, ')']);
    else if (begins(node)) edits.push([start, 1, `${hit};`]);
  });
  let text = source;
  // Of two at one place the outer one opens first, and what ends closes before.
  const inOrder = edits.map((edit, index) => [...edit, index]);
  inOrder.sort((a, b) => b[0] - a[0] || b[1] - a[1] || b[3] - a[3]);
  for (const [at, , insert] of inOrder) text = text.slice(0, at) + insert + text.slice(at);
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

/** Where the stretch begins that runs as a whole and that a node is in: tests that do not run it cannot notice a fault there. */
function stretchOf(node, tree) {
  for (let inner = node; inner; inner = inner.parent) {
    if (isArm(inner)) return inner.getStart(tree);
    if (isStatementOf(inner)) {
      const { statements } = inner.parent;
      let index = statements.indexOf(inner);
      while (!begins(statements[index])) index--;
      return statements[index].getStart(tree);
    }
    // A parameter is as much as the body.
    if (inner.parent && ts.isFunctionLike(inner.parent) && inner !== inner.parent.body) {
      const { body } = inner.parent;
      const first = body && (ts.isBlock(body) ? body.statements[0] : body);
      if (first) return first.getStart(tree);
    }
  }
  return undefined;
}

/** An expression that may be passed by: a side of a condition, the right of `&&`, what an arrow gives. */
function isArm(node) {
  const { parent } = node;
  if (!parent) return false;
  if (ts.isConditionalExpression(parent)) return node !== parent.condition && ts.isExpression(node);
  if (ts.isArrowFunction(parent)) return node === parent.body && !ts.isBlock(node);
  return (
    ts.isBinaryExpression(parent) && node === parent.right && /^(&&|\|\||\?\?)$/.test(parent.operatorToken.getText())
  );
}

function isStatementOf(node) {
  const { parent } = node;
  return parent && (ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)) && parent.statements.includes(node);
}

/** The first statement of a block, and any after one that may have ended it. */
function begins(node) {
  if (!isStatementOf(node)) return false;
  const index = node.parent.statements.indexOf(node);
  return index === 0 || mayEnd(node.parent.statements[index - 1]);
}

function mayEnd(statement) {
  return !ts.isVariableStatement(statement) && !ts.isExpressionStatement(statement);
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
