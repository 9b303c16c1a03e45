using System.Globalization;

namespace Orchestra.Load.Histograms;

/// <summary>
/// Writes a histogram log, version 1.3 (github.com/HdrHistogram/HdrHistogram, HistogramLogWriter), which the tools of HdrHistogram read:
/// a line an interval, with its tag, its start and length in seconds, its highest value in milliseconds, and the histogram in base64.
/// </summary>
/// <param name="output">Where it goes; it stays open.</param>
/// <param name="startedAt">When the load began: every interval's start counts from it.</param>
public sealed class HistogramLogWriter(TextWriter output, DateTimeOffset startedAt)
{
    /// <summary>Writes what stands at the top.</summary>
    public void WriteHead()
    {
        var seconds = Seconds(startedAt - DateTimeOffset.UnixEpoch);
        output.Write("#[Histogram log format version 1.3]\n");
        output.Write($"#[BaseTime: {seconds} (seconds since epoch)]\n");
        output.Write(
            string.Create(CultureInfo.InvariantCulture, $"#[StartTime: {seconds} (seconds since epoch), {startedAt.UtcDateTime:R}]\n")
        );
        output.Write("#[Values are in microseconds; Interval_Max is in milliseconds]\n");
        output.Write("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n");
    }

    /// <summary>Writes an interval.</summary>
    /// <param name="tag">What was measured; commas, white space and line breaks in it become <c>_</c>.</param>
    /// <param name="from">Its start, from the load's start on.</param>
    /// <param name="length">Its length.</param>
    /// <param name="histogram">Its samples.</param>
    public void Write(string tag, TimeSpan from, TimeSpan length, LatencyHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(histogram);
        var name = string.Concat(tag.Select(character => character == ',' || char.IsWhiteSpace(character) ? '_' : character));
        output.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Tag={name},{Seconds(from)},{Seconds(length)},{histogram.Max / 1000.0:F3},{Convert.ToBase64String(HdrCodec.Compress(histogram))}\n"
            )
        );
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);
}
