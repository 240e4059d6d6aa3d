/**
 * Where the facade and the sandbox, which are being rebuilt, do not keep a rule of architecture.test.ts yet. Each list is exactly what there
 * is: what is mended is taken out of it, and nothing comes in. When all are empty, this file goes.
 */
export const NOT_YET: Readonly<Record<'upwards' | 'pastTheDoor' | 'typeCircles' | 'deadExports', readonly string[]>> = {
  upwards: ['src/query/run.ts names src/query'],
  pastTheDoor: [
    'src/account/account.ts imports src/codec/registry.ts',
    'src/account/account.ts imports src/codec/struct.ts',
    'src/index.ts imports src/codec/registry.ts',
    'src/index.ts imports src/codec/struct.ts',
    'src/index.ts imports src/codec/zoned-date.ts',
    'src/items/bulk.ts imports src/codec/registry.ts',
    'src/items/bulk.ts imports src/codec/struct.ts',
    'src/items/classes.ts imports src/codec/registry.ts',
    'src/items/item-changes.ts imports src/properties/path.ts',
    'src/items/item.ts imports src/codec/registry.ts',
    'src/items/session-of.ts imports src/codec/struct.ts',
    'src/properties/index.ts imports src/codec/registry.ts',
    'src/properties/index.ts imports src/codec/scalar.ts',
    'src/query/plan.ts imports src/properties/path.ts',
    'src/query/restriction.ts imports src/properties/path.ts',
  ],
  typeCircles: ['src/items/bulk.ts src/items/item.ts'],
  deadExports: [
    // For src/index.ts to give to users, and for the facade to throw.
    'src/client/response-errors.ts hasCode',
    // For src/properties to take by the door.
    'src/codec/index.ts PropertyTable',
    'src/codec/index.ts Scalar',
    'src/errors.ts AuthenticationErrorCode',
    'src/errors.ts BulkError',
    'src/errors.ts BulkFailure',
    'src/errors.ts Settled',
    'src/errors.ts SettledId',
    'src/errors.ts TimeoutErrorCode',
    // For src/account/check-options.ts, which has violations of its own to add.
    'src/errors.ts optionViolations',
    'src/errors/bulk-error.ts BulkError',
    'src/errors/check-options.ts optionViolations',
    'src/folders/resolve.ts FOLDER_SHAPE',
    'src/items/bulk.ts archiveItems',
    'src/items/item-changes.ts sameValue',
    'src/query/restriction.ts operandPath',
    'src/query/run.ts withExtended',
  ],
};
