// Says which screen this window comes from, so that it need not wait for a window that left it.
"use strict";
document.getElementById("left").value = sessionStorage.getItem("screen") ?? "";
