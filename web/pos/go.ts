import { navigate } from "wouter/use-hash-location";

export type Place = "/" | "/tables" | "/closed" | "/pay" | "/drawer" | "/split";

export const go = (place: Place | `/closed/${string}`): void => navigate(place);
