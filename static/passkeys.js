// Shows what belongs to passkeys where there can be one, and says in words when a device gave none.
(function () {
  'use strict'
  const possible = Boolean(window.PublicKeyCredential)

  function show (name, visible) {
    document.querySelectorAll('[' + name + ']').forEach(function (part) { part.hidden = !visible })
  }

  document.addEventListener('DOMContentLoaded', function () {
    show('data-passkey', possible)
    show('data-no-passkey', !possible)
  })

  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    show('data-passkey-problem', true)
  })
})()
