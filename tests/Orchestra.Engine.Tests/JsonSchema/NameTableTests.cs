using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>Names are found however they are written, and in bad company.</summary>
public sealed class NameTableTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [TestCase("a")]
    [TestCase("")]
    [TestCase("name")]
    [TestCase("a rather long name")]
    [TestCase("größe")]
    [TestCase("😀")]
    [TestCase("a\\b")]
    [TestCase("a\"b\n")]
    public void A_name_is_found_plain_and_escaped(string name)
    {
        var table = new NameTable(["other", name, "third"]);
        var plain = JsonSerializer.SerializeToElement(name, Relaxed);
        var escaped = string.Concat(name.Select(c => $"\\u{(int)c:x4}"));

        Assert.That(table.Find(JsonText.Raw(plain)), Is.EqualTo(1));
        Assert.That(table.Find(System.Text.Encoding.UTF8.GetBytes(escaped)), Is.EqualTo(1));
    }

    [Test]
    public void Half_a_surrogate_pair_is_a_name_of_its_own()
    {
        var table = new NameTable(["\uFFFD", "\uD800"]);

        Assert.That(table.Find("\\ud800"u8), Is.EqualTo(1));
        Assert.That(table.Find("\uFFFD"u8), Is.Zero);
    }

    [Test]
    public void What_is_not_there_is_not_found()
    {
        var table = new NameTable(["a\\nb"]);

        Assert.That(table.Find("a\\nb"u8), Is.EqualTo(-1), "that is a line break");
        Assert.That(new NameTable([]).Find("a"u8), Is.EqualTo(-1));
    }

    [Test, CancelAfter(5_000)]
    public void Names_that_differ_in_the_middle_alone_are_no_trap()
    {
        string[] names = [.. Enumerable.Range(0, 20_000).Select(i => $"prefix--{i.ToString("x8", CultureInfo.InvariantCulture)}--suffix")];
        var table = new NameTable(names);

        for (var i = 0; i < names.Length; i++)
        {
            Assert.That(table.Find(System.Text.Encoding.UTF8.GetBytes(names[i])), Is.EqualTo(i));
        }
    }
}
