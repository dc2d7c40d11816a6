;; SPDX-License-Identifier: BSD-2-Clause
;; Emacs with eglot: (load "/usr/share/mkpart/editors/mkpart.el") in init.el.
(define-derived-mode mkpart-mode prog-mode "mkpart" (setq-local comment-start "# "))
(add-to-list 'auto-mode-alist '("mkpart\\.\\(ya?ml\\|json\\)\\'" . mkpart-mode))
(add-hook 'mkpart-mode-hook 'eglot-ensure)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(mkpart-mode . ("mkpart" "lsp"))))
