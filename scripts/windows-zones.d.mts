/** Types of windows-zones.mjs, for the test that uses it. */
export function windowsZonesFile(): string;
