using System.Globalization;
using System.Runtime.InteropServices;
using KnowledgeBase.Text;

namespace KnowledgeBase.Lexicon.Generator;

/// <summary>What each character costs in names, counted over the person names of the jieba list.</summary>
internal sealed class NameTable(string sources, FoldTable table)
{
    /// <summary>The common surnames of one character; the names of the list tell how common.</summary>
    private const string Surnames =
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾沙养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟肖代覃修初付苟鹿战冼";

    /// <summary>Characters of transliterated names.</summary>
    private const string Foreign =
        "阿埃艾爱安昂奥澳巴白柏拜班邦保堡鲍贝本比彼毕别滨宾波玻博勃伯布查茨慈达大戴丹当道德登邓迪底蒂帝丁东杜敦顿多俄厄恩尔法凡范方菲费芬丰冯佛夫弗福富盖甘冈高戈哥格葛根贡古瓜圭哈海汉豪赫黑亨洪侯胡华怀霍基吉及加贾简杰捷金津京久居喀卡凯坎康考柯科可克肯孔库夸奎昆拉腊莱赖兰朗劳勒雷蕾黎里理李立丽利莉力联廉列烈林琳隆卢鲁路露伦罗洛马玛迈麦曼芒毛梅门蒙孟米密敏明摩莫默姆穆木拿那娜纳乃奈南内尼年涅宁纽农努诺欧帕派潘庞培佩彭皮匹平珀普奇齐恰强乔切钦琴丘曲热仁日荣茹儒瑞若萨塞赛桑瑟森沙莎山珊尚绍舍什圣施史士舒斯丝司松苏索塔泰坦汤唐陶特滕提田廷图土托陀瓦万旺威韦维魏温文翁沃乌吾伍武西希锡夏香肖谢辛欣休雅亚延扬耶叶伊依易因英尤约泽扎詹珍治朱兹宗佐";

    public NameCost[] Build(ushort[] codes, int codeCount)
    {
        var surname = new Dictionary<char, double>();
        var single = new Dictionary<char, double>();
        var first = new Dictionary<char, double>();
        var second = new Dictionary<char, double>();
        var foreign = new Dictionary<char, double>();
        var folded = new FoldedText();
        double singles = 0, doubles = 0;
        foreach (var line in FoldTableBuilder.Lines(Path.Combine(sources, "jieba/words.txt")))
        {
            var f = line.Split(' ');
            folded.Reset(f[0], table);
            var name = folded.ToString();
            var weight = Math.Log(1 + double.Parse(f[1], CultureInfo.InvariantCulture));
            if (f[2] == "nrt")
            {
                foreach (var c in name.Where(c => Foreign.Contains(c, StringComparison.Ordinal)))
                {
                    Add(foreign, c, 1);
                }
            }
            else if (f[2] == "nr" && name.Length is 2 or 3 && Surnames.Contains(name[0], StringComparison.Ordinal))
            {
                Add(surname, name[0], weight);
                if (name.Length == 2)
                {
                    Add(single, name[1], weight);
                    singles += weight;
                }
                else
                {
                    Add(first, name[1], weight);
                    Add(second, name[2], weight);
                    doubles += weight;
                }
            }
        }

        var place = new Dictionary<char, double>();
        foreach (var line in File.ReadAllText(Path.Combine(sources, "thuocl/THUOCL_diming.txt")).Split('\r', '\n'))
        {
            folded.Reset(line.Split('\t')[0].Trim(), table);
            var name = folded.ToString();
            if (name.Length is 3 or 4 && Runs.PlaceSuffixes.Contains(name[^1], StringComparison.Ordinal) && name.All(Signs.IsHan))
            {
                foreach (var c in name[..^1])
                {
                    Add(place, c, 1);
                }
            }
        }

        var places = Costs(place, 1);
        var names = new NameCost[codeCount + 1];
        var share = singles / (singles + doubles);
        var surnames = Costs(surname, 1);
        var singleNames = Costs(single, share);
        var firsts = Costs(first, 1 - share);
        var seconds = Costs(second, 1);
        var foreigns = Costs(foreign, 1);
        for (var c = 0; c < codes.Length; c++)
        {
            if (codes[c] == 0)
            {
                continue;
            }

            var at = (char)c;
            names[codes[c]] = new NameCost(
                surnames.GetValueOrDefault(at),
                singleNames.GetValueOrDefault(at),
                firsts.GetValueOrDefault(at),
                seconds.GetValueOrDefault(at),
                foreigns.GetValueOrDefault(at),
                places.GetValueOrDefault(at));
        }

        return names;
    }

    private static void Add(Dictionary<char, double> counts, char c, double weight) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, c, out _) += weight;

    private static Dictionary<char, ushort> Costs(Dictionary<char, double> counts, double share)
    {
        var total = counts.Values.Sum();
        return counts.ToDictionary(p => p.Key, p => (ushort)Math.Clamp(-Math.Log(p.Value / total * share) * 1000, 1, 60_000));
    }
}
