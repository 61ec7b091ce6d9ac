/**
 * Destinations that are files or block devices. Nothing here writes to a mounted device, to one that holds the source, or to the source itself: see
 * {@link org.salvor.destination.file.FileDestinationProvider}.
 *
 * <p>Data goes through the page cache with writing started at once and waited for a little behind, which was faster here than direct writes (one thread
 * writes and hashes by turns) and takes writes of any alignment; what was waited for is dropped from the cache. Read-back goes past the cache.
 */
package org.salvor.destination.file;
