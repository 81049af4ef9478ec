/**
 * A published dump of a HID POS scanner's report descriptor (the example "Barcode scanner" of a Java HID library's
 * ReportDescriptor), without its trigger and vendor collections, which carry no scan. Length, AIM symbology, 56 bytes, two of
 * the maker's and the flag at byte 63 are as Honeywell's Voyager 1400g sends them and as Access-IS prints them for its LSR118.
 */
export const COUNTED_DESCRIPTOR =
  '058c0902a1010912a1028502150026ff00750895010501093b81029503058c09fb09fc09fd8102953809fe8202020666ff9502090009008102058c25017501950809ff8102c0c0'

/** The whole dump, with the collections that carry no scan. */
export const WHOLE_DESCRIPTOR =
  '058C0902A1010912A1028502150026FF00750895010501093B81029503058C09FB09FC09FD8102953809FE8202020666FF9502090009008102058C25017501950809FF8102C00914A10285041500250175019508095F0960098509869186C006FFFF0901A10285F0150026FF007508953F0902820202953F0903920202C0C0'

const DATA_BYTES = 56

/** The reports of 64 bytes in which such a scanner sends these bytes. */
export function reportsOf(bytes: Uint8Array): Buffer[] {
  const count = Math.max(1, Math.ceil(bytes.length / DATA_BYTES))
  return Array.from({ length: count }, (_, index) => {
    const part = bytes.subarray(index * DATA_BYTES, (index + 1) * DATA_BYTES)
    const report = Buffer.alloc(64)
    report.set([2, part.length, ...Buffer.from(']Q1')])
    report.set(part, 5)
    report.set([0x73, 0], 61)
    report[63] = index < count - 1 ? 1 : 0
    return report
  })
}
