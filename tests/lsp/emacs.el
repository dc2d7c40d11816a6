;; -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: BSD-2-Clause
;; Emacs with eglot, set up as packaging/editors/mkpart.el says. The results are JSON in RESULT.
(require 'eglot)
(require 'flymake)
(require 'json)

(defvar results nil)

(defun note (key value) (push (cons key value) results))

(defun patiently (condition what)
  (let ((end (+ (float-time) 30)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "it does not happen: %s" what))
      (accept-process-output nil 0.005))))

(defun messages ()
  (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\n"))

(defun says (text) (lambda () (string-match-p (regexp-quote text) (messages))))
(defun says-not (text) (lambda () (not (string-match-p (regexp-quote text) (messages)))))

(defun replace-once (old new)
  (goto-char (point-min))
  (search-forward old)
  (replace-match new t t))

(defun run ()
  (load (getenv "SETUP"))
  (setq eglot-sync-connect 30 eglot-send-changes-idle-time 0.05 flymake-no-changes-timeout 0.05
        eglot-connect-timeout 30 eglot-autoshutdown nil)
  (find-file (getenv "LAYOUT"))
  (note 'mode (symbol-name major-mode))
  (unless (eglot-managed-p) (apply #'eglot (eglot--guess-contact)))
  (note 'server (plist-get (eglot--server-info (eglot-current-server)) :name))
  (patiently (says "arm,gic-400") "the first findings")
  (replace-once "cpu: cpu@1" "cpuu: cpu@1")
  (eglot--signal-textDocument/didChange)
  (patiently (says "no key 'cpuu'") "the typo's finding")
  (replace-once "cpuu: cpu@1" "cpu: cpu@1")
  (eglot--signal-textDocument/didChange)
  (patiently (says-not "no key 'cpuu'") "the finding goes")
  (goto-char (point-min))
  (search-forward "control, io")
  (goto-char (match-beginning 0))
  (eglot-rename "left")
  (note 'text (buffer-substring-no-properties (point-min) (point-max)))
  (note 'outline (mapconcat (lambda (item) (car item)) (eglot-imenu) " "))
  (eglot-shutdown (eglot-current-server))
  (set-buffer-modified-p nil))

(condition-case problem
    (run)
  (error (note 'problem (error-message-string problem))))
(with-temp-file (getenv "RESULT") (insert (json-encode results)))
(kill-emacs 0)
