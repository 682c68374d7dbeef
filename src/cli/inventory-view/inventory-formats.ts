/** What an inventory can be written as. */
export const inventoryFormats = ['table', 'json', 'jsonl', 'csv', 'md'] as const;

export type InventoryFormat = (typeof inventoryFormats)[number];
