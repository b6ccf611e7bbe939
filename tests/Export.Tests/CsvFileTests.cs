using System.Text;
using KnowledgeBase.Export.Tables;

namespace KnowledgeBase.Export.Tests;

public sealed class CsvFileTests
{
    [Fact]
    public void A_table_is_UTF_8_behind_a_byte_order_mark_with_rows_as_RFC_4180_has_them()
    {
        var bytes = Bytes(new RecordTable(["列一", "列二"], [["a", null], ["b,c", "d\"e\nf"]]));

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("列一,列二\r\na,\r\n\"b,c\",\"d\"\"e\nf\"\r\n", Encoding.UTF8.GetString(bytes[3..]));
    }

    [Theory]
    [MemberData(nameof(Samples.HostileTexts), MemberType = typeof(Samples))]
    public void Cells_come_out_as_they_went_in_and_none_is_a_formula(string text)
    {
        var rows = Parsed(Encoding.UTF8.GetString(Bytes(new RecordTable(["x", "y"], [[text, "1"], ["2", text]]))[3..]));

        Assert.Equal([2, 2, 2], rows.Select(r => r.Count));
        foreach (var cell in new[] { rows[1][0], rows[2][1] })
        {
            Assert.Equal(text, cell.StartsWith('\'') ? cell[1..] : cell);
            Assert.DoesNotContain(cell.TrimStart(' ')[0], "=+-@\t＝＋－＠");
        }
    }

    /// <summary>A reader of RFC 4180 of our own, that knows nothing of the writer.</summary>
    private static List<List<string>> Parsed(string csv)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            if (quoted)
            {
                if (csv[i] != '"')
                {
                    cell.Append(csv[i]);
                }
                else if (i + 1 < csv.Length && csv[i + 1] == '"')
                {
                    cell.Append(csv[i++]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (csv[i] == '"')
            {
                Assert.Equal(0, cell.Length);
                quoted = true;
            }
            else if (csv[i] == ',')
            {
                EndCell();
            }
            else if (csv[i] == '\r')
            {
                EndCell();
                rows.Add(row);
                row = [];
                i++;
            }
            else
            {
                cell.Append(csv[i]);
            }
        }

        return rows;

        void EndCell()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }

    private static byte[] Bytes(RecordTable table) => Samples.Written(s => CsvFile.Write(table, s, CancellationToken.None));
}
