/** Core to Microsoft Graph and back. */
@NullMarked
package dev.pimento.graph;

import org.jspecify.annotations.NullMarked;
