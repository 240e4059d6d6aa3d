/**
 * Charsets that mail has and the WHATWG's decoders do not: those of DOS, UTF-7 and UTF-32, and the shifting ones of Korea and China. Knows
 * no mail.
 */

/** What stands for the bytes from 0x80 on. */
const UPPER: Readonly<Record<string, string>> = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  cp852:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
  cp858:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
};

/** Undefined for a charset that is none of these. */
export function decodeRare(bytes: Uint8Array, name: string): string | undefined {
  const upper = UPPER[name.replace(/^ibm-?(?=\d)/, 'cp')];
  if (upper !== undefined)
    return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : upper[byte - 128])).join('');
  switch (name) {
    case 'utf-7':
    case 'unicode-1-1-utf-7':
      return utf7(Buffer.from(bytes).toString('latin1'));
    case 'utf-32':
    case 'utf-32le':
    case 'utf-32be':
      return utf32(bytes, name === 'utf-32be');
    case 'iso-2022-kr':
      return shifted(bytes, 'euc-kr');
    case 'iso-2022-cn':
    case 'iso-2022-cn-ext':
      return shifted(bytes, 'gbk');
    case 'hz':
    case 'hz-gb-2312':
      return hz(Buffer.from(bytes).toString('latin1'));
    default:
      return undefined;
  }
}

// RFC 2152: `+` begins base64 of UTF-16, `-` ends it.
function utf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, base64: string) => {
    if (base64 === '') return '+';
    const bytes = Buffer.from(base64, 'base64');
    return new TextDecoder('utf-16be').decode(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  });
}

function utf32(bytes: Uint8Array, isBig: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marked = bytes.length >= 4 && view.getUint32(0) === 0xfeff;
  const found: string[] = [];
  for (let place = 0; place + 4 <= bytes.length; place += 4) {
    const code = view.getUint32(place, !(isBig || marked));
    if (code !== 0xfeff || place > 0) found.push(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');
  }
  return found.join('');
}

// RFC 1557, 1922: between SO and SI two bytes a character, of seven bits; escapes only say which set it is.
function shifted(bytes: Uint8Array, set: string): string {
  const plain: number[] = [];
  let isShifted = false;
  for (let place = 0; place < bytes.length; place++) {
    const byte = bytes[place] ?? 0;
    if (byte === 0x0e || byte === 0x0f) isShifted = byte === 0x0e;
    else if (byte === 0x1b) place += 3;
    else plain.push(isShifted && byte > 0x20 ? byte | 0x80 : byte);
  }
  return new TextDecoder(set).decode(Uint8Array.from(plain));
}

// RFC 1843: `~{` and `~}` in the place of SO and SI.
function hz(text: string): string {
  const bytes = text
    .replace(/~\n/g, '')
    .replace(/~\{([^~]*)(?:~\}|$)/g, (_, pairs: string) =>
      pairs.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) | 0x80)),
    );
  return new TextDecoder('gbk').decode(Buffer.from(bytes.replace(/~~/g, '~'), 'latin1'));
}
