/**
 * The port between Pimento and a service that manages privileged access: the fake tenant implements
 * it, and so will the adapter to Microsoft Graph.
 */
@NullMarked
package dev.pimento.port;

import org.jspecify.annotations.NullMarked;
