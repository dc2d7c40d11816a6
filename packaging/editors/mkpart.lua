-- SPDX-License-Identifier: BSD-2-Clause
-- Neovim 0.7 and later: dofile("/usr/share/mkpart/editors/mkpart.lua") in init.lua.
vim.api.nvim_create_autocmd({"BufRead", "BufNewFile"}, {
  pattern = {"*mkpart.yaml", "*mkpart.yml", "*mkpart.json"},
  callback = function(event)
    local folder = vim.fn.fnamemodify(event.match, ":p:h")
    local client = vim.lsp.start_client({name = "mkpart", cmd = {"mkpart", "lsp"}, root_dir = folder,
      flags = {debounce_text_changes = 20}})
    vim.lsp.buf_attach_client(event.buf, client)
  end,
})
