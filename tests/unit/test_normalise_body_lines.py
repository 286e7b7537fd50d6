"""Lines that look like furniture and are not: in the middle of a text none of them may be dropped."""

from __future__ import annotations

import pytest

from bulletins.departments import Registry
from bulletins.model import Report, body_text
from bulletins.normalise import normalise

BODY_LINES = [
    "位置：东湖路以南、望云路以东",
    "审核：120件",
    "初审：12件 终审：8件",
    "访问量：32万次",
    "浏览1.2万人次",
    "访问320人",
    "分类：可回收物",
    "栏目：便民服务",
    "责任部门：市水务局",
    "关键词：防汛",
    "有效性：三年",
    "标题：一封感谢信",
    "相关政策",
    "相关附件下载",
    "联系我们",
    "微信公众号：云溪供水",
    "地址：人民路1号 邮政编码：000000",
    "主办：市文旅局 承办：市文化馆",
    "今天是2022年世界水日",
    "时间：3月12日上午9:00",
    "地点：市文化馆二楼",
    "日期：3月12日至15日",
    "扫码登记1200人次",
    "关闭非法采砂点3处",
    "返回岗位人员260人",
    "打印店12家",
    "收藏文物12468件",
    "分享会12场",
    "转发提醒3.2万条",
    "阅读活动26场",
    "编辑部3个",
    "审核 通过",
    "图书馆 12个",
    "第3期培训班60人",
    "下一步：全面整改",
    "上一年：126件",
    "摄影：市摄影家协会作品展",
    "作者签名售书活动",
    "来源合法的木材120吨",
    "供稿数量排名",
    "微信号：yunxi-gongshui",
    "功能介绍 一键报修",
    "微信 微博",
    "新闻热线：12345",
    "投稿邮箱：a@example.org",
    "发布人：市卫生健康委党组书记、主任 张华",
    "主办单位：市文化馆",
    "地址：人民路1号 电话：0000-1234567",
    "水务局 > 河道科",
    "办事指南",
    "下载中心",
    "水务 防汛 抗旱",
    "12 个乡镇",
    "2023 第二届水利职工运动会",
    "市水务局  市财政局  市审计局",
    "关注民生",
    "关注留守儿童260人",
    "返回主页后点击查询",
    "来源 去向 数量",
    "发布时间 地点 人数",
    "日期：2023-12-28",
    "第38号提案",
    "友情链接：3家",
    "以下文章来源于职工投稿",
    "上一版：2021年修订",
    "本所地址：人民路1号",
    "名称：城南泵站",
    "图3",
]


LAST_LINES = [
    "地址：人民路1号 电话：0000-1234567",
    "地址：人民路1号 邮政编码：000000",
    "主办单位：市文化馆",
    "联系人：小方 联系电话：0000-1234567",
    "监督电话：0000-1234567",
    "报名邮箱：a@example.org",
    "附件：1.报名表",
    "附件：报名表.docx",
    "抄送：市委办公室",
    "（联系人：小方，电话：0000-1234567）",
    "公示期：2024年4月8日至4月14日",
    "注：数据截至3月底",
    "共印80份",
    "（此件公开发布）",
]


@pytest.mark.parametrize("line", LAST_LINES)
def test_a_body_line_at_the_end_stays(line: str) -> None:
    done = normalise(Report("a.txt", f"春灌情况通报\n\n第一段说明情况。\n\n{line}\n"), Registry())
    bodies = "".join(filter(str.isalnum, "".join(map(body_text, done.bulletins))))
    assert "".join(filter(str.isalnum, line)) in bodies


@pytest.mark.parametrize("line", BODY_LINES)
def test_a_body_line_in_the_middle_stays(line: str) -> None:
    text = f"春灌情况通报\n\n第一段说明情况。\n\n{line}\n\n第二段说明情况。\n"
    done = normalise(Report("a.txt", text), Registry())
    bodies = "".join(filter(str.isalnum, "".join(map(body_text, done.bulletins))))
    assert "".join(filter(str.isalnum, line)) in bodies


def test_a_line_with_a_tag_is_no_path_through_a_site() -> None:
    text = "<script>alert(1)</script>清淤\n\n发布时间：2024-07-12 来源：云溪市水务局\n\n清淤12公里。\n"
    (bulletin,) = normalise(Report("a.txt", text), Registry((), "departments.yaml")).bulletins
    assert "<script>alert(1)</script>清淤" in f"{bulletin.title}\n{body_text(bulletin)}"
