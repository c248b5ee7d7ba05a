// In the place of the library that makes QR codes, which is two kilobytes more than a first visit may load: the page that opens
// what was kept makes them.
export const generate = undefined;
