/** What of the figures can be printed, each by its own switch (BEHAVIOUR F14, F18). */
export const FIGURE_ITEMS = ['amount', 'count', 'discount', 'refund', 'net', 'tenders', 'deposits', 'fees'] as const
export type FigureItem = (typeof FIGURE_ITEMS)[number]
/** Fees are Cloud Pay's to tell, so they are asked for. */
export const USUAL_ITEMS: readonly FigureItem[] = FIGURE_ITEMS.filter((item) => item !== 'fees')

/** How the figures of a period are written as a file. */
export const EXPORT_FORMS = ['csv', 'xlsx', 'pdf'] as const
export type ExportForm = (typeof EXPORT_FORMS)[number]
