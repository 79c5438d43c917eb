/** The whole system as {@code ./up} starts it, tried from outside: through HTTP, Kafka and SMTP only. */
@NullMarked
package org.poststelle.systemtests;

import org.jspecify.annotations.NullMarked;
