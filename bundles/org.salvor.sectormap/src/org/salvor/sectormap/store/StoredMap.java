package org.salvor.sectormap.store;

import org.salvor.sectormap.MapView;

/**
 * What a map folder holds.
 *
 * @param map the map after the last durable epoch
 * @param epoch number of that epoch, 0 for a map without history
 * @param attachment bytes last given with an epoch; null when there never were any
 * @param tornBytes bytes at the end of the journal that belong to an epoch which was not finished, and do not count
 */
public record StoredMap(MapView map, long epoch, byte[] attachment, long tornBytes) {
}
