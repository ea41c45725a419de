import bold from 'pdfmake/build/fonts/Roboto/Roboto-Medium.ttf?url';
import plain from 'pdfmake/build/fonts/Roboto/Roboto-Regular.ttf?url';
import pdfMake from 'pdfmake/build/pdfmake.js';
import type { Block, DrawnLane, Protocol, Tone } from './protocol.ts';

const tones: Record<Tone, string> = {
  present: '#126b66',
  turn: '#16201f',
  outage: '#d9938c',
  pause: '#b9bfbd',
};
const soft = '#55605f';
const ground = '#eeeeea';
const laneWidth = 360;
const laneHeight = 11;

/** A protocol as a PDF file on A4, with numbered pages. Text stands in it as text: nothing in it is a link or runs. */
export async function pdfOf({ title, subtitle, foot, blocks }: Protocol): Promise<Blob> {
  pdfMake.addFonts({ Roboto: { normal: absolute(plain), bold: absolute(bold) } });
  const document = pdfMake.createPdf({
    info: { title },
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 56],
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.25 },
    footer: (page: number, pages: number) => ({
      columns: [foot, { text: `${page} / ${pages}`, alignment: 'right', width: 50 }],
      margin: [48, 16, 48, 0],
      fontSize: 7.5,
      color: soft,
    }),
    content: [
      { text: title, fontSize: 16, bold: true, margin: [0, 0, 0, 2] },
      { text: subtitle, color: soft, margin: [0, 0, 0, 10] },
      ...blocks.map(contentOf),
    ],
  });
  return document.getBlob();
}

function absolute(path: string): string {
  return new URL(path, location.href).href;
}

function contentOf(block: Block): object {
  switch (block.kind) {
    case 'heading':
      return headingOf(block.text);
    case 'text':
      return { text: block.text, margin: [0, 0, 0, 4], ...(block.isSoft && { color: soft }) };
    case 'facts':
      return tableOf(
        block.rows.map(([name, value]) => [{ text: name, color: soft }, value]),
        [170, '*'],
      );
    case 'table':
      return tableOf(
        [block.head.map((text) => ({ text, bold: true })), ...block.rows],
        block.head.map((_, index) => (index === block.growing ? '*' : 'auto')),
      );
    case 'drawing':
      return drawingOf(block);
    case 'signatures':
      return { stack: block.lines.map(signatureOf), margin: [0, 24, 0, 0], unbreakable: true };
  }
}

function headingOf(text: string): object {
  return { text, fontSize: 12, bold: true, margin: [0, 12, 0, 4] };
}

function tableOf(body: readonly (readonly unknown[])[], widths: readonly unknown[]): object {
  return { table: { body, widths }, layout: 'lightHorizontalLines', margin: [0, 2, 0, 8] };
}

function signatureOf(text: string): object {
  return {
    columns: [
      { text, width: 220 },
      { text: '________________________', width: '*' },
    ],
    margin: [0, 8, 0, 0],
  };
}

function drawingOf({ title, lanes, from, to }: Extract<Block, { kind: 'drawing' }>): object {
  const rows = lanes.map((lane) => [{ text: lane.name, color: soft, fontSize: 8 }, laneOf(lane)]);
  const axis = [
    '',
    {
      columns: [
        { text: from, fontSize: 8, color: soft },
        { text: to, fontSize: 8, color: soft, alignment: 'right' },
      ],
      width: laneWidth,
    },
  ];
  const drawn = { table: { body: [...rows, axis], widths: [120, laneWidth] }, layout: 'noBorders' };
  return { stack: [headingOf(title), drawn], margin: [0, 0, 0, 6], unbreakable: true };
}

function laneOf({ bars, mark }: DrawnLane): object {
  const box = (from: number, to: number, color: string) => ({
    ...{ type: 'rect', x: from * laneWidth, y: 0, h: laneHeight, color },
    w: Math.max(0.6, (to - from) * laneWidth),
  });
  const needed = mark === undefined ? [] : [box(mark, mark + 0.005, tones.turn)];
  return {
    canvas: [box(0, 1, ground), ...bars.map(({ from, to, tone }) => box(from, to, tones[tone])), ...needed],
  };
}
