/** The part of pdfmake that is used here; the library carries no types. */
declare module 'pdfmake/build/pdfmake.js' {
  const pdfMake: {
    addFonts(fonts: Record<string, { normal: string; bold: string }>): void;
    createPdf(document: object): { getBlob(): Promise<Blob> };
  };
  export default pdfMake;
}
