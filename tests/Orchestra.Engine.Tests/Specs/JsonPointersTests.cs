using System.Text.Json;
using Orchestra.Contracts.Json;

namespace Orchestra.Engine.Tests.Specs;

public sealed class JsonPointersTests
{
    private static readonly JsonElement Document = JsonElement.Parse(
        """
        { "a/b": { "~c": [10, { "$ref": "#/x%20y" }] }, "x y": { "$ref": "#/end" }, "end": { "": 5, "0": 6 },
          "loop": { "$ref": "#/pool" }, "pool": { "$ref": "#/loop" }, "self": { "$ref": "#/self" }, "out": { "$ref": "http://x/" }, "$ref": 1 }
        """
    );

    [TestCase("/a~1b/~0c/0", "10")]
    [TestCase("/a~1b/~0c/1", """{ "": 5, "0": 6 }""")]
    [TestCase("/end/", "5")]
    [TestCase("/end/0", "6")]
    public void A_pointer_leads_through_references_to_a_value(string pointer, string json)
    {
        Assert.That(JsonPointers.Resolve(Document, pointer)!.Value.GetRawText(), Is.EqualTo(json));
    }

    [TestCase("/nothing")]
    [TestCase("a")]
    [TestCase("/a~1b/~0c/2")]
    [TestCase("/a~1b/~0c/-1")]
    [TestCase("/a~1b/~0c/00")]
    [TestCase("/a~1b/~0c/99999999999")]
    [TestCase("/end/0/x")]
    [TestCase("/loop")]
    [TestCase("/self")]
    [TestCase("/out")]
    public void A_pointer_that_leads_nowhere_gives_nothing(string pointer)
    {
        Assert.That(JsonPointers.Resolve(Document, pointer), Is.Null);
    }

    [Test]
    public void Resolving_tells_where_the_value_stands()
    {
        Assert.That(JsonPointers.TryResolve(Document, "/a~1b/~0c/1", out _, out var pointer), Is.True);
        Assert.That(pointer, Is.EqualTo("/end"));
        Assert.That(JsonPointers.TryResolve(Document, "", out var whole, out _) && whole.GetRawText() == Document.GetRawText(), Is.True);
    }

    [TestCase("a/b~c", "a~1b~0c")]
    [TestCase("~1", "~01")]
    [TestCase("plain", "plain")]
    public void Escaping_and_unescaping_are_each_others_reverse(string segment, string escaped)
    {
        Assert.That(JsonPointers.Escape(segment), Is.EqualTo(escaped));
        Assert.That(JsonPointers.Unescape(escaped), Is.EqualTo(segment));
        Assert.That(JsonPointers.Append("/x", segment), Is.EqualTo($"/x/{escaped}"));
    }
}
