/** Runs xsd2ts on files of the current folder; it writes to ./src/generated. A process of its own: it logs, and works in the cwd. */
const { generateTemplateClassesFromXSD } = require('xsd2ts');

generateTemplateClassesFromXSD('./types.xsd');
generateTemplateClassesFromXSD('./messages.xsd', { t: './types' });
