using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Orchestra.Contracts.Json;
using Orchestra.Runs.Journal;
using Orchestra.Testing.Servers;

namespace Orchestra.Runs.Tests.Journal;

/// <summary>What the contracts say of jsonb is what PostgreSQL does.</summary>
internal sealed class JsonbTests
{
    private TestDatabase _database = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _database = await TestDatabase.CreateAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [TestCase("""{"bb":1,"a":2,"é":3,"ab":4,"A":5,"😀":6,"\uffff":7,"zzz":8,"":9}""", TestName = "Keys come shorter first, then by bytes")]
    [TestCase("[1e2,1E+2,1.50e1,100e-2,0.001e1,0.00010e2,1.0,-0,-0.00,0e-5,0e5,-1.5e-7,12345678901234567890.10,1e400]")]
    [TestCase("""{"b":{"y":1e3,"x":[{"d":1,"c":2}]},"a":null}""", TestName = "At every level")]
    [TestCase("""["\u0000","a\u007f\u2028\/\"\\\t","\ud83d\ude00"]""")]
    [TestCase("""{"a\u0000":1,"a\ufffd":2,"b":3}""", TestName = "Of two keys that become the same the last stays")]
    [TestCase("7e0")]
    public async Task A_canonical_value_is_what_jsonb_gives_back(string json)
    {
        var stored = await StoreAsync(JsonText.ForJsonb(json));

        var canonical = CanonicalJson.Of(JsonNode.Parse(json));

        Assert.That(canonical!.ToJsonString(), Is.EqualTo(JsonNode.Parse(stored)!.ToJsonString()));
        Assert.That(CanonicalJson.Of(canonical)!.ToJsonString(), Is.EqualTo(canonical.ToJsonString()), "it is canonical already");
    }

    [TestCase("1e1000", true)]
    [TestCase("-1e-1000", true)]
    [TestCase("0e200000", true)]
    [TestCase("1e131072", false)]
    [TestCase("1e-16384", false)]
    [TestCase("0e-16384", false)]
    [TestCase("1e200000", false)]
    [TestCase("1e99999999999", false)]
    public async Task A_number_that_is_called_storable_is(string number, bool storable)
    {
        Assert.That(StorableJson.IsStorableNumber(number), Is.EqualTo(storable));
        if (storable)
        {
            await StoreAsync(number);
        }
        else
        {
            Assert.That(() => StoreAsync(number), Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("22003"));
        }
    }

    [Test]
    public async Task The_longest_numbers_that_are_written_out_fit()
    {
        foreach (var number in (string[])[new string('9', 131_072), "0." + new string('9', 16_383)])
        {
            Assert.That(StorableJson.IsStorableNumber(number), Is.True);
            await StoreAsync(number);
            Assert.That(StorableJson.IsStorableNumber(number + "9"), Is.False);
        }
    }

    private async Task<string> StoreAsync(string json)
    {
        await using var command = _database.Worker.CreateCommand("select (@json)::text");
        command.Parameters.AddWithValue("json", NpgsqlDbType.Jsonb, json);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
