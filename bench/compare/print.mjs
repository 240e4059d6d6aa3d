/** The figures of the comparison, for people. */

export function print({ types, requests, documents, corpus }) {
  const sum = (errors) => Object.values(errors).reduce((a, b) => a + b, 0);
  const codes = (errors) =>
    Object.entries(errors)
      .sort((a, b) => b[1] - a[1])
      .slice(0, 4)
      .map(([code, n]) => `${n} ${code}`)
      .join(', ');
  const line = (name, ...cells) =>
    console.log(`  ${name.padEnd(44)}${cells.map((cell) => String(cell).padStart(16)).join('')}`);
  console.log(`Types of the SE schema files, ${types.ewskit.declared} named ones`);
  line('', 'emitted', 'compile errors', 'members quoted');
  line('ewskit (strictest options)', types.ewskit.emitted, types.ewskit.errors, '-');
  line(
    'xsd2ts 0.9.17 (not strict)',
    types.xsd2ts.emitted,
    sum(types.xsd2ts.errors),
    sum(types.xsd2ts.errorsAfterQuoting),
  );
  const { emitted, errors, errorsAfterQuoting } = types.xsd2tsRepaired;
  line('xsd2ts, end tags repaired', emitted, sum(errors), sum(errorsAfterQuoting));
  const perKind = ({ kinds }) => Object.entries(kinds).map(([kind, n]) => `${kind} ${n.emitted} of ${n.declared}`);
  console.log(`  xsd2ts: ${perKind(types.xsd2ts).join(', ')}`);
  console.log(`  repaired: ${perKind(types.xsd2tsRepaired).join(', ')}`);
  console.log(`  then: ${codes(errors)}; with the members of enumerations quoted: ${codes(errorsAfterQuoting)}`);
  console.log(
    `\nRequests written, ${requests.requests} of ${requests.operations} operations, the same values given to both`,
  );
  line('', 'valid', 'and as meant');
  line('ewskit', requests.ours.valid, requests.ours.right);
  line('soap 1.13.0', requests.soap.valid, requests.soap.right);
  line('soap, dates and bytes given as text', requests.soapOfText.valid, requests.soapOfText.right);
  for (const [name, why] of Object.entries(requests.failures)) console.log(`    ${name}: ${why.slice(0, 150)}`);
  const { all, ours, soap } = documents;
  console.log(
    `\nDocuments read, ${all.documents}${corpus ? '' : ' (the corpus is not at hand: only the requests above)'}`,
  );
  line('', 'there are', 'ewskit', 'soap 1.13.0');
  line('documents wholly right', all.documents, ours.documents, soap.documents);
  line('values right', all.values, ours.values, soap.values);
  line('numbers, booleans, dates, bytes typed', all.typed, ours.typed, soap.typed);
  line('interleaved children whose order is kept', all.ordered, ours.ordered, soap.ordered);
}
