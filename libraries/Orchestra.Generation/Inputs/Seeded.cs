namespace Orchestra.Generation.Inputs;

/// <summary>Numbers that depend on the seed and on a place only: a change elsewhere in the spec does not move them.</summary>
internal static class Seeded
{
    /// <summary>A number for a place; <paramref name="salt"/> gives further ones for the same place.</summary>
    public static ulong Number(int seed, string place, int salt = 0)
    {
        // FNV-1a over the place, then a finalizer so that neighbours differ in all bits.
        var hash = 14695981039346656037UL;
        foreach (var c in place)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        hash ^= ((ulong)(uint)seed << 32) | (uint)salt;
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9UL;
        hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebUL;
        return hash ^ (hash >> 31);
    }
}
