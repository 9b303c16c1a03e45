using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Orchestra.Engine.Language;
using Orchestra.Engine.Language.JsonPath;

namespace Orchestra.Engine.Tests.Language;

public sealed class JsonPathQueryTests
{
    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonNode Document = JsonNode.Parse(
        """
        { "a": [ 5, 3, 1, { "b": "j" }, { "b": "k" }, { "b": {} }, { "b": "kilo" } ],
          "o": { "p": 1, "q": 2, "r": { "s": [ 1, 2 ] } }, "x y": "quoted", "n": null, "t": "1", "😀": "wide",
          "words": [ "abc", "ab", "xabcx", "line\nbreak", "😀" ], "dec": [ 1, 1.0, 1e0, "1", true, null ] }
        """
    )!;

    [TestCase("$.o.p", "[1]")]
    [TestCase("$['o']['q']", "[2]")]
    [TestCase("$[\"x y\"]", "[\"quoted\"]")]
    [TestCase("$.😀", "[\"wide\"]")]
    [TestCase("$['\\uD83D\\uDE00']", "[\"wide\"]")]
    [TestCase("$.n", "[null]")]
    [TestCase("$.missing", "[]")]
    [TestCase("$.n.deeper", "[]")]
    [TestCase("$.a[0]", "[5]")]
    [TestCase("$.a[-1].b", "[\"kilo\"]")]
    [TestCase("$.a[99]", "[]")]
    [TestCase("$.t[0]", "[]")]
    [TestCase("$.a[0, 0, 2]", "[5,5,1]")]
    [TestCase("$.a[0:2]", "[5,3]")]
    [TestCase("$.a[2::-1]", "[1,3,5]")]
    [TestCase("$.a[::3]", "[5,{\"b\":\"j\"},{\"b\":\"kilo\"}]")]
    [TestCase("$.a[:2:0]", "[]")]
    [TestCase("$.a[-9007199254740991:9007199254740991:9007199254740991]", "[5]")]
    [TestCase("$.o.*", "[1,2,{\"s\":[1,2]}]")]
    [TestCase("$.o['p', 'q']", "[1,2]")]
    [TestCase("$.o..[0]", "[1]")]
    [TestCase("$.o..*", "[1,2,{\"s\":[1,2]},[1,2],1,2]")]
    [TestCase("$.a[?@.b]", "[{\"b\":\"j\"},{\"b\":\"k\"},{\"b\":{}},{\"b\":\"kilo\"}]")]
    [TestCase("$.a[?!@.b]", "[5,3,1]")]
    [TestCase("$.a[?@.b == 'kilo']", "[{\"b\":\"kilo\"}]")]
    [TestCase("$.a[?@ > 1 && @ < 5]", "[3]")]
    [TestCase("$.a[?@ < 2 || @.b == \"k\"]", "[1,{\"b\":\"k\"}]")]
    [TestCase("$.a[?(@ < 2 || @ > 4) && !(@ == 5)]", "[1]")]
    [TestCase("$.a[?@.x == $.y]", "[5,3,1,{\"b\":\"j\"},{\"b\":\"k\"},{\"b\":{}},{\"b\":\"kilo\"}]")]
    [TestCase("$.a[?@.b < 3]", "[]")]
    [TestCase("$.a[?length(@.b) > 1]", "[{\"b\":\"kilo\"}]")]
    [TestCase("$.a[?count(@.*) == 1].b", "[\"j\",\"k\",{},\"kilo\"]")]
    [TestCase("$.a[?value(@..b) == 'j']", "[{\"b\":\"j\"}]")]
    [TestCase("$.words[?match(@, 'ab.?')]", "[\"abc\",\"ab\"]")]
    [TestCase("$.words[?search(@, 'b[c-d]')]", "[\"abc\",\"xabcx\"]")]
    [TestCase("$.words[?match(@, 'line.break')]", "[]")]
    [TestCase("$.words[?match(@, '.')]", "[\"\\uD83D\\uDE00\"]")]
    [TestCase("$.words[?match(@, '[😀-😂]')]", "[\"\\uD83D\\uDE00\"]")]
    [TestCase("$.words[?match(@, '[^a-z]')]", "[\"\\uD83D\\uDE00\"]")]
    [TestCase("$.words[?match(@, '\\\\P{L}')]", "[\"\\uD83D\\uDE00\"]")]
    [TestCase("$.words[?match(@, '\\\\p{Ll}{2}')]", "[\"ab\"]")]
    [TestCase("$.words[?match(@, '(?=ab).*')]", "[]")]
    [TestCase("$.words[?match(@, '\\\\d')]", "[]")]
    [TestCase("$.dec[?@ == 1]", "[1,1.0,1e0]")]
    [TestCase("$.dec[?@ >= true]", "[true]")]
    [TestCase("$.dec[?@ == null]", "[null]")]
    [TestCase("$ .a [ 0 ]", "[5]")]
    public void A_query_selects_in_the_order_of_the_standard(string query, string expected)
    {
        var selected = JsonPathQuery.Parse(query).Select(Document);

        Assert.That(new JsonArray([.. selected.Select(node => node.Value?.DeepClone())]).ToJsonString(Relaxed), Is.EqualTo(expected));
    }

    [TestCase("", 1, "a query starts with $, found the end")]
    [TestCase("a", 1, "a query starts with $, found 'a'")]
    [TestCase("$ ", 2, "expected a segment or the end, found ' '")]
    [TestCase("$.", 3, "expected a name after the dot, found the end; a name with other characters is written ['…']")]
    [TestCase("$.1", 3, "expected a name after the dot, found '1'; a name with other characters is written ['…']")]
    [TestCase("$..", 4, "expected a name after the dot, found the end; a name with other characters is written ['…']")]
    [TestCase("$[]", 3, "expected a quoted name, an index, a slice, * or a filter, found ']'")]
    [TestCase("$[1", 4, "expected ']' or ',' after a selector, found the end")]
    [TestCase("$[01]", 3, "an index has no leading zeros and no negative zero")]
    [TestCase("$[-0]", 3, "an index has no leading zeros and no negative zero")]
    [TestCase("$[9007199254740992]", 3, "the index is beyond 9007199254740991")]
    [TestCase("$['a\\x']", 6, "unknown escape in a string: \\ followed by 'x'")]
    [TestCase("$['\\uD800']", 4, "half of a surrogate pair in a string")]
    [TestCase("$['a\tb']", 5, "control character U+0009 in a string: write it as an escape")]
    [TestCase("$[?1]", 4, "a literal alone is no condition: compare it with something")]
    [TestCase("$[?@.a = 1]", 8, "expected ']' or ',' after a selector, found '='")]
    [TestCase("$[?@.* == 1]", 4, "a path that may select several values cannot be compared: use count() or value()")]
    [TestCase("$[?a]", 4, "'a' is no literal: a path in a filter starts with @ or $")]
    [TestCase("$[?nope(@)]", 4, "there is no function nope() in filters: length, count, match, search, value")]
    [TestCase("$[?length(@)]", 4, "the result of length() must be compared with something")]
    [TestCase("$[?match(@, 'a') == true]", 4, "match() is a condition by itself and cannot be compared")]
    [TestCase("$[?match(@)]", 4, "match() takes 2 arguments, not 1")]
    [TestCase("$[?count(1) == 1]", 10, "count() takes a path")]
    [TestCase("$[?length(@.*) == 1]", 11, "a path that may select several values cannot be compared: use count() or value()")]
    public void A_text_that_is_no_query_is_refused_with_its_column(string query, int column, string reason)
    {
        var thrown = Assert.Throws<LanguageSyntaxException>(() => JsonPathQuery.Parse(query))!;

        Assert.That((thrown.Column, thrown.Reason), Is.EqualTo((column, reason)));
    }

    [TestCase("a", "$['a']")]
    [TestCase("it's", "$['it\\'s']")]
    [TestCase("back\\slash", "$['back\\\\slash']")]
    [TestCase("\b\t\n\f\r\u000b", "$['\\b\\t\\n\\f\\r\\u000b']")]
    [TestCase("\"é😀", "$['\"é😀']")]
    public void A_normalized_path_escapes_as_the_standard_says_and_selects_the_same(string name, string path)
    {
        var document = new JsonObject { [name] = 1 };
        var node = JsonPathQuery.Parse("$.*").Select(document).Single();

        Assert.That(node.NormalizedPath, Is.EqualTo(path));
        Assert.That(JsonPathQuery.Parse(path).Select(document), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_query_says_whether_it_can_select_several()
    {
        Assert.That(JsonPathQuery.Parse("$.a['b'][-1]").IsSingular, Is.True);
        Assert.That(JsonPathQuery.Parse("$.a[0,1]").IsSingular, Is.False);
        Assert.That(JsonPathQuery.Parse("$..a").IsSingular, Is.False);
    }

    [Test]
    public void Strings_are_ordered_by_characters_and_not_by_utf16_units()
    {
        // U+FF5E is below U+1F600, but its UTF-16 unit is above the surrogates.
        var document = new JsonArray("\uff5e", "😀");

        Assert.That(JsonPathQuery.Parse("$[?@ > '\uff5e']").Select(document).Single().NormalizedPath, Is.EqualTo("$[1]"));
    }
}
