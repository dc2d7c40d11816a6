-- SPDX-License-Identifier: BSD-2-Clause
-- Neovim's own client, set up as packaging/editors/mkpart.lua says. The results are JSON in RESULT.
local patience = 30000 -- ms
local results = {}

local function codes()
  local found = {}
  for _, item in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, item.code or (item.user_data and item.user_data.lsp.code))
  end
  return found
end

local function has(code)
  return function() return vim.tbl_contains(codes(), code) end
end

local function has_not(code)
  return function() return not vim.tbl_contains(codes(), code) end
end

-- Milliseconds from an edit to what comes of it.
local function stopwatch(edit, condition)
  local begun = vim.loop.hrtime()
  edit()
  assert(vim.wait(patience, condition, 1), "nothing came of it: " .. vim.inspect(codes()))
  return (vim.loop.hrtime() - begun) / 1e6
end

local function line_of(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then return number - 1, column - 1 end
  end
  error("no line with " .. text)
end

local function replace(old, new)
  local row, column = line_of(old)
  vim.api.nvim_buf_set_text(0, row, column, row, column + #old, {new})
end

local function ask(method, text, more)
  local row, column = line_of(text)
  vim.api.nvim_win_set_cursor(0, {row + 1, column})
  local parameters = vim.tbl_extend("force", vim.lsp.util.make_position_params(), more or {})
  local answers, problem = vim.lsp.buf_request_sync(0, method, parameters, patience)
  assert(answers, problem)
  for _, answer in pairs(answers) do
    assert(not answer.err, vim.inspect(answer.err))
    return answer.result
  end
  error("no answer to " .. method)
end

local function run()
  dofile(os.getenv("SETUP"))
  results.opened_ms = stopwatch(function() vim.cmd("edit " .. os.getenv("LAYOUT")) end,
    has("MK0806"))
  results.typo_ms = {}
  for _ = 1, 20 do
    table.insert(results.typo_ms, stopwatch(function() replace("cpu: cpu@1", "cpuu: cpu@1") end,
      has("MK0004")))
    table.insert(results.typo_ms, stopwatch(function() replace("cpuu: cpu@1", "cpu: cpu@1") end,
      has_not("MK0004")))
  end
  results.hover = ask("textDocument/hover", "0x60000000").contents.value
  results.completion = #ask("textDocument/completion", "serial1")
  replace("cpu: cpu@1", "cpuu: cpu@1")
  assert(vim.wait(patience, has("MK0004"), 1))
  local row, column = line_of("cpuu")
  local actions = ask("textDocument/codeAction", "cpuu", {
    range = {start = {line = row, character = column}, ["end"] = {line = row, character = column}},
    context = {diagnostics = {}}})
  results.action = actions[1].title
  vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
  assert(vim.wait(patience, has_not("MK0004"), 1))
  local edit = ask("textDocument/rename", "control, io", {newName = "left"})
  vim.lsp.util.apply_workspace_edit(edit, "utf-16")
  results.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
  results.codes = codes()
  vim.lsp.stop_client(vim.lsp.get_active_clients())
  results.stopped = vim.wait(patience, function() return #vim.lsp.get_active_clients() == 0 end, 1)
end

local good, problem = pcall(run)
results.problem = not good and tostring(problem) or nil
local file = assert(io.open(os.getenv("RESULT"), "w"))
file:write(vim.json.encode(results))
file:close()
vim.cmd("qall!")
