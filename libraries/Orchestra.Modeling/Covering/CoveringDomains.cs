using System.Numerics;

namespace Orchestra.Modeling.Covering;

/// <summary>The values that each factor of a row may still take.</summary>
public sealed class CoveringDomains
{
    private readonly int[] _start;
    private readonly ulong[] _words;

    internal CoveringDomains(IReadOnlyList<CoveringFactor> factors)
    {
        _start = new int[factors.Count + 1];
        for (var factor = 0; factor < factors.Count; factor++)
        {
            _start[factor + 1] = _start[factor] + WordsOf(factors[factor].Values);
        }

        _words = new ulong[_start[^1]];
        for (var factor = 0; factor < factors.Count; factor++)
        {
            for (var value = 0; value < factors[factor].Values; value++)
            {
                _words[_start[factor] + (value >> 6)] |= 1UL << value;
            }
        }
    }

    /// <summary>The values of a factor as bits: value v is bit v % 64 of word v / 64.</summary>
    public ReadOnlySpan<ulong> Of(int factor) => _words.AsSpan(_start[factor], _start[factor + 1] - _start[factor]);

    /// <summary>Whether the factor may take the value.</summary>
    public bool Allows(int factor, int value) => (_words[_start[factor] + (value >> 6)] >> value & 1) != 0;

    /// <summary>How many values are left.</summary>
    public int Count(int factor)
    {
        var count = 0;
        for (var word = _start[factor]; word < _start[factor + 1]; word++)
        {
            count += BitOperations.PopCount(_words[word]);
        }

        return count;
    }

    /// <summary>The lowest value left; -1 when none is.</summary>
    public int First(int factor) => Next(factor, -1);

    /// <summary>The lowest value left above another; -1 when none is.</summary>
    public int Next(int factor, int value)
    {
        value++;
        var word = value >> 6;
        var size = _start[factor + 1] - _start[factor];
        if (word >= size)
        {
            return -1;
        }

        var bits = _words[_start[factor] + word] & (ulong.MaxValue << value);
        while (bits == 0)
        {
            if (++word == size)
            {
                return -1;
            }

            bits = _words[_start[factor] + word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    internal static int WordsOf(int values) => (values + 63) >> 6;

    internal int WordCount => _words.Length;

    internal int WordStart(int factor) => _start[factor];

    internal int WordEnd(int factor) => _start[factor + 1];

    internal ulong this[int word]
    {
        get => _words[word];
        set => _words[word] = value;
    }

    internal void Fix(int factor, int value)
    {
        Array.Clear(_words, _start[factor], _start[factor + 1] - _start[factor]);
        _words[_start[factor] + (value >> 6)] = 1UL << value;
    }
}
