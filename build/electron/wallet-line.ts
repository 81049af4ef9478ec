/** How the till says, on its standard output, where the wallet page of training mode is. */
export const WALLET_LINE = /^guitai: wallet (http:\/\/127\.0\.0\.1:\d+\/\S*)$/
