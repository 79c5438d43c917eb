/** The conventions, tried with a resource that takes every kind of input. */
@NullMarked
package org.poststelle.rest;

import org.jspecify.annotations.NullMarked;
