using System.Globalization;
using System.Text;

namespace Orchestra.Engine.JsonSchema.Formats;

/// <summary>How letters of cursive scripts join their neighbours: what a zero-width non-joiner between them is judged by (RFC 5892, A.1).</summary>
internal static class JoiningTypes
{
    // Letters that join the one before them only, of scripts that are in use; first and last of each range.
    private static readonly (int First, int Last)[] _right =
    [
        (0x0622, 0x0625),
        (0x0627, 0x0627),
        (0x0629, 0x0629),
        (0x062F, 0x0632),
        (0x0648, 0x0648),
        (0x0671, 0x0673),
        (0x0675, 0x0677),
        (0x0688, 0x0699),
        (0x06C0, 0x06C0),
        (0x06C3, 0x06CB),
        (0x06CD, 0x06CD),
        (0x06CF, 0x06CF),
        (0x06D2, 0x06D3),
        (0x06D5, 0x06D5),
        (0x06EE, 0x06EF),
        (0x0710, 0x0710),
        (0x0715, 0x0719),
        (0x071E, 0x071E),
        (0x0728, 0x0728),
        (0x072A, 0x072A),
        (0x072C, 0x072C),
        (0x072F, 0x072F),
        (0x074D, 0x074D),
        (0x0759, 0x075B),
        (0x076B, 0x076C),
        (0x0771, 0x0771),
        (0x0773, 0x0774),
        (0x0778, 0x0779),
        (0x0840, 0x0840),
        (0x0846, 0x0847),
        (0x0849, 0x0849),
        (0x0854, 0x0854),
        (0x0856, 0x0858),
        (0x0867, 0x0867),
        (0x0869, 0x086A),
        (0x0870, 0x0882),
        (0x088E, 0x088E),
        (0x08AA, 0x08AC),
        (0x08AE, 0x08AE),
        (0x08B1, 0x08B2),
        (0x08B9, 0x08B9),
    ];

    // Letters of the same scripts that join nothing.
    private static readonly (int First, int Last)[] _none =
    [
        (0x0621, 0x0621),
        (0x0674, 0x0674),
        (0x0861, 0x0861),
        (0x0866, 0x0866),
        (0x08AD, 0x08AD),
    ];

    // The scripts of which every other letter joins both its neighbours.
    private static readonly (int First, int Last)[] _dual =
    [
        (0x0620, 0x064A),
        (0x066E, 0x06D3),
        (0x06FA, 0x06FF),
        (0x0712, 0x077F),
        (0x07CA, 0x07EA),
        (0x0841, 0x0868),
        (0x0886, 0x088D),
        (0x08A0, 0x08C8),
        (0x1807, 0x1807),
        (0x1820, 0x1878),
        (0x1887, 0x18AA),
        (0xA840, 0xA871),
        (0x1E900, 0x1E943),
    ];

    /// <summary>Whether the letter joins the one after it.</summary>
    public static bool JoinsNext(Rune rune) => rune.Value == 0xA872 || IsDual(rune);

    /// <summary>Whether the letter joins the one before it.</summary>
    public static bool JoinsBefore(Rune rune) => IsIn(_right, rune) || IsDual(rune);

    /// <summary>Whether joining looks through it.</summary>
    public static bool IsTransparent(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool IsDual(Rune rune) => IsIn(_dual, rune) && Rune.IsLetter(rune) && !IsIn(_right, rune) && !IsIn(_none, rune);

    private static bool IsIn((int First, int Last)[] ranges, Rune rune) =>
        Array.Exists(ranges, range => rune.Value >= range.First && rune.Value <= range.Last);
}
