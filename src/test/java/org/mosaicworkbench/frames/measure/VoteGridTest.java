package org.mosaicworkbench.frames.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Votes on a grid, against counting them one by one; the grid is used again after it was cleared. */
class VoteGridTest {

    private static final int SIDE = 12;
    private static final int HALF = 3;

    private final VoteGrid grid = new VoteGrid(SIDE);

    @Test
    void squaresHoldTheVotesCastInThem() {
        Random random = new Random(5);
        for (int votes : new int[] {0, 1, 7, 200, 3}) {
            int[][] cast = new int[SIDE][SIDE];
            grid.clear();
            for (int i = 0; i < votes; i++) {
                // Every other vote lies on the edge, next to no place or to one or two.
                int x = i % 2 == 0 ? random.nextInt(SIDE) : SIDE - 1;
                int y = random.nextInt(SIDE);
                grid.vote(x, y);
                cast[y][x]++;
                assertEquals(sum(cast, x, y, HALF), grid.within(x, y, HALF));
            }
            assertSquares(cast);
        }
    }

    private void assertSquares(int[][] cast) {
        int most = 0;
        int places = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                assertEquals(sum(cast, x, y, HALF), grid.within(x, y, HALF));
                if (x > 0 && y > 0 && x < SIDE - 1 && y < SIDE - 1) {
                    int about = sum(cast, x, y, 1);
                    assertEquals(about, grid.about(x, y));
                    most = Math.max(most, about);
                    places += about > 0 ? 1 : 0;
                }
            }
        }
        assertEquals(most, grid.most());
        assertEquals(places, Arrays.stream(grid.places()).distinct().count());
        assertEquals(places, grid.places().length);
        assertTrue(Arrays.stream(grid.places()).allMatch(place -> grid.about(place % SIDE, place / SIDE) > 0));
    }

    private static int sum(int[][] cast, int x, int y, int half) {
        int sum = 0;
        for (int row = Math.max(0, y - half); row <= Math.min(SIDE - 1, y + half); row++) {
            for (int column = Math.max(0, x - half); column <= Math.min(SIDE - 1, x + half); column++) {
                sum += cast[row][column];
            }
        }
        return sum;
    }
}
