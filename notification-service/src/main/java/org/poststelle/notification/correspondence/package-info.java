/** Why a letter is written and what it says. What it needs is asked of its owners at that moment and never kept. */
@NullMarked
package org.poststelle.notification.correspondence;

import org.jspecify.annotations.NullMarked;
