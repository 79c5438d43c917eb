/** What the tests of one service need around it: real PostgreSQL, a real broker, tokens, and the topics' other side. */
@NullMarked
package org.poststelle.testenvironment;

import org.jspecify.annotations.NullMarked;
